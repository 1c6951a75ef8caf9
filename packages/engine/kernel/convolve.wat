;; A one-dimensional convolution over steps of a sound, for the voice network: see src/voice/convolve.ts.
;; Four steps and eight outputs at a time: eight vectors of four sums stay in registers.
(module
  (memory (export "memory") 16)
  (func (export "convolve")
    (param $input i32)    ;; address of the first step's first value
    (param $stride i32)   ;; bytes from one step to the next
    (param $taps i32)
    (param $dilation i32) ;; bytes from one tap to the next
    (param $row i32)      ;; bytes of one tap's inputs
    (param $weights i32)  ;; address; eight outputs' weights together: [output / 8][tap][input][output % 8]
    (param $bias i32)     ;; address
    (param $outputs i32)  ;; bytes of one step's outputs, a multiple of 32
    (param $output i32)   ;; address
    (param $steps i32)    ;; a multiple of 4
    (local $group i32) (local $tap i32) (local $end i32) (local $w i32) (local $out i32)
    (local $p0 i32) (local $p1 i32) (local $p2 i32) (local $p3 i32)
    (local $u v128) (local $v v128) (local $x v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (loop $next_steps
      (local.set $w (local.get $weights))
      (local.set $group (i32.const 0))
      (loop $next_outputs
        (local.set $a0 (v128.load (i32.add (local.get $bias) (local.get $group))))
        (local.set $b0 (v128.load offset=16 (i32.add (local.get $bias) (local.get $group))))
        (local.set $a1 (local.get $a0)) (local.set $a2 (local.get $a0)) (local.set $a3 (local.get $a0))
        (local.set $b1 (local.get $b0)) (local.set $b2 (local.get $b0)) (local.set $b3 (local.get $b0))
        (local.set $tap (i32.const 0))
        (loop $next_tap
          (local.set $p0 (i32.add (local.get $input) (i32.mul (local.get $tap) (local.get $dilation))))
          (local.set $p1 (i32.add (local.get $p0) (local.get $stride)))
          (local.set $p2 (i32.add (local.get $p1) (local.get $stride)))
          (local.set $p3 (i32.add (local.get $p2) (local.get $stride)))
          (local.set $end (i32.add (local.get $p0) (local.get $row)))
          (loop $next_input
            (local.set $u (v128.load (local.get $w)))
            (local.set $v (v128.load offset=16 (local.get $w)))
            (local.set $x (v128.load32_splat (local.get $p0)))
            (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $x) (local.get $u))))
            (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $x) (local.get $v))))
            (local.set $x (v128.load32_splat (local.get $p1)))
            (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $x) (local.get $u))))
            (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $x) (local.get $v))))
            (local.set $x (v128.load32_splat (local.get $p2)))
            (local.set $a2 (f32x4.add (local.get $a2) (f32x4.mul (local.get $x) (local.get $u))))
            (local.set $b2 (f32x4.add (local.get $b2) (f32x4.mul (local.get $x) (local.get $v))))
            (local.set $x (v128.load32_splat (local.get $p3)))
            (local.set $a3 (f32x4.add (local.get $a3) (f32x4.mul (local.get $x) (local.get $u))))
            (local.set $b3 (f32x4.add (local.get $b3) (f32x4.mul (local.get $x) (local.get $v))))
            (local.set $w (i32.add (local.get $w) (i32.const 32)))
            (local.set $p1 (i32.add (local.get $p1) (i32.const 4)))
            (local.set $p2 (i32.add (local.get $p2) (i32.const 4)))
            (local.set $p3 (i32.add (local.get $p3) (i32.const 4)))
            (local.set $p0 (i32.add (local.get $p0) (i32.const 4)))
            (br_if $next_input (i32.lt_u (local.get $p0) (local.get $end))))
          (local.set $tap (i32.add (local.get $tap) (i32.const 1)))
          (br_if $next_tap (i32.lt_u (local.get $tap) (local.get $taps))))
        (local.set $out (i32.add (local.get $output) (local.get $group)))
        (v128.store (local.get $out) (local.get $a0))
        (v128.store offset=16 (local.get $out) (local.get $b0))
        (local.set $out (i32.add (local.get $out) (local.get $outputs)))
        (v128.store (local.get $out) (local.get $a1))
        (v128.store offset=16 (local.get $out) (local.get $b1))
        (local.set $out (i32.add (local.get $out) (local.get $outputs)))
        (v128.store (local.get $out) (local.get $a2))
        (v128.store offset=16 (local.get $out) (local.get $b2))
        (local.set $out (i32.add (local.get $out) (local.get $outputs)))
        (v128.store (local.get $out) (local.get $a3))
        (v128.store offset=16 (local.get $out) (local.get $b3))
        (local.set $group (i32.add (local.get $group) (i32.const 32)))
        (br_if $next_outputs (i32.lt_u (local.get $group) (local.get $outputs))))
      (local.set $input (i32.add (local.get $input) (i32.shl (local.get $stride) (i32.const 2))))
      (local.set $output (i32.add (local.get $output) (i32.shl (local.get $outputs) (i32.const 2))))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 4)))
      (br_if $next_steps (i32.gt_s (local.get $steps) (i32.const 0))))))
