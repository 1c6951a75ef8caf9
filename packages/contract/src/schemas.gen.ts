// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

/** JSON Schema 2020-12 of every type of the contract, by name; each stands alone. */
export const schemas = {
  "Health": {
    "type": "object",
    "description": "The answer to a health check.",
    "required": [
      "status"
    ],
    "properties": {
      "status": {
        "type": "string",
        "description": "`ok` while the service is up.",
        "examples": [
          "ok"
        ]
      }
    }
  },
  "User": {
    "type": "object",
    "description": "Whose token made the call.",
    "required": [
      "name"
    ],
    "properties": {
      "name": {
        "type": "string",
        "description": "The token's display name.",
        "examples": [
          "My API Token"
        ]
      }
    }
  },
  "LipsyncModel": {
    "type": "string",
    "description": "The lip sync model.",
    "enum": [
      "lipsync-2"
    ]
  },
  "LipsyncInput": {
    "type": "object",
    "description": "One input of a lip sync, fetched by the service from a URL.",
    "required": [
      "type",
      "url"
    ],
    "properties": {
      "type": {
        "type": "string",
        "enum": [
          "video",
          "audio"
        ],
        "description": "What the URL points to."
      },
      "url": {
        "type": "string",
        "format": "uri",
        "description": "Where the service fetches it: MP4 for video, WAV or MP3 for audio."
      }
    }
  },
  "LipsyncGenerateParams": {
    "type": "object",
    "description": "Starts a lip sync from two URLs.",
    "required": [
      "inputs"
    ],
    "properties": {
      "inputs": {
        "type": "array",
        "description": "Exactly one video and one audio input, in any order.",
        "minItems": 2,
        "maxItems": 2,
        "items": {
          "$ref": "#/$defs/LipsyncInput"
        }
      },
      "disable_active_speaker_detection": {
        "$ref": "#/$defs/DisableActiveSpeakerDetection"
      },
      "reference_id": {
        "$ref": "#/$defs/ReferenceId"
      }
    },
    "$defs": {
      "LipsyncInput": {
        "type": "object",
        "description": "One input of a lip sync, fetched by the service from a URL.",
        "required": [
          "type",
          "url"
        ],
        "properties": {
          "type": {
            "type": "string",
            "enum": [
              "video",
              "audio"
            ],
            "description": "What the URL points to."
          },
          "url": {
            "type": "string",
            "format": "uri",
            "description": "Where the service fetches it: MP4 for video, WAV or MP3 for audio."
          }
        }
      },
      "DisableActiveSpeakerDetection": {
        "type": "boolean",
        "default": false,
        "description": "`true` dubs the largest face of every frame (max-face mode) instead of the face that speaks."
      },
      "ReferenceId": {
        "type": "string",
        "description": "The caller's own name for the job. Several jobs may share one; a lookup by it gives the newest.",
        "examples": [
          "dub-episode-42"
        ]
      }
    }
  },
  "LipsyncGenerateWithMediaParams": {
    "type": "object",
    "description": "Starts a lip sync from two uploaded files.",
    "required": [
      "video",
      "audio"
    ],
    "properties": {
      "video": {
        "description": "The video whose mouth is to change (MP4)."
      },
      "audio": {
        "description": "The voice that the mouth is to match (WAV or MP3)."
      },
      "disable_active_speaker_detection": {
        "$ref": "#/$defs/DisableActiveSpeakerDetection"
      },
      "model": {
        "$ref": "#/$defs/LipsyncModel"
      },
      "reference_id": {
        "$ref": "#/$defs/ReferenceId"
      }
    },
    "$defs": {
      "DisableActiveSpeakerDetection": {
        "type": "boolean",
        "default": false,
        "description": "`true` dubs the largest face of every frame (max-face mode) instead of the face that speaks."
      },
      "LipsyncModel": {
        "type": "string",
        "description": "The lip sync model.",
        "enum": [
          "lipsync-2"
        ]
      },
      "ReferenceId": {
        "type": "string",
        "description": "The caller's own name for the job. Several jobs may share one; a lookup by it gives the newest.",
        "examples": [
          "dub-episode-42"
        ]
      }
    }
  },
  "DisableActiveSpeakerDetection": {
    "type": "boolean",
    "default": false,
    "description": "`true` dubs the largest face of every frame (max-face mode) instead of the face that speaks."
  },
  "ReferenceId": {
    "type": "string",
    "description": "The caller's own name for the job. Several jobs may share one; a lookup by it gives the newest.",
    "examples": [
      "dub-episode-42"
    ]
  },
  "LipsyncGenerate": {
    "type": "object",
    "description": "The receipt of an accepted lip sync.",
    "required": [
      "status",
      "request_id"
    ],
    "properties": {
      "status": {
        "type": "string",
        "description": "`success` once the request is accepted.",
        "examples": [
          "success"
        ]
      },
      "request_id": {
        "type": "string",
        "format": "uuid",
        "description": "The id to follow the request by."
      }
    }
  },
  "LipsyncRequest": {
    "type": "object",
    "description": "A lip sync request as it stands. Fields that do not apply yet are left out, never null.",
    "required": [
      "id",
      "status",
      "created_at"
    ],
    "properties": {
      "id": {
        "type": "string",
        "format": "uuid",
        "description": "The request's UUID."
      },
      "status": {
        "$ref": "#/$defs/LipsyncStatus"
      },
      "created_at": {
        "type": "string",
        "format": "date-time",
        "description": "When it was accepted (RFC 3339, UTC)."
      },
      "started_at": {
        "type": "string",
        "format": "date-time",
        "description": "When processing began."
      },
      "finished_at": {
        "type": "string",
        "format": "date-time",
        "description": "When it completed or failed."
      },
      "output_url": {
        "type": "string",
        "format": "uri",
        "description": "Where the finished video is; present when completed."
      },
      "error_message": {
        "type": "string",
        "description": "Why it failed, for people; present when failed.",
        "examples": [
          "video URL is not accessible"
        ]
      },
      "reference_id": {
        "$ref": "#/$defs/ReferenceId"
      }
    },
    "$defs": {
      "LipsyncStatus": {
        "type": "string",
        "description": "Where a request stands: `queued`, then `processing`, then `completed` or `failed`. The service may add more values; treat an unknown one as not finished.",
        "anyOf": [
          {
            "enum": [
              "queued",
              "processing",
              "completed",
              "failed"
            ]
          },
          {
            "type": "string"
          }
        ]
      },
      "ReferenceId": {
        "type": "string",
        "description": "The caller's own name for the job. Several jobs may share one; a lookup by it gives the newest.",
        "examples": [
          "dub-episode-42"
        ]
      }
    }
  },
  "LipsyncStatus": {
    "type": "string",
    "description": "Where a request stands: `queued`, then `processing`, then `completed` or `failed`. The service may add more values; treat an unknown one as not finished.",
    "anyOf": [
      {
        "enum": [
          "queued",
          "processing",
          "completed",
          "failed"
        ]
      },
      {
        "type": "string"
      }
    ]
  },
  "Pagination": {
    "type": "object",
    "description": "Which part of the list a page is, after clamping.",
    "required": [
      "limit",
      "offset",
      "total"
    ],
    "properties": {
      "limit": {
        "type": "integer",
        "description": "How many items a page holds."
      },
      "offset": {
        "type": "integer",
        "description": "How many newer items come before this page."
      },
      "total": {
        "type": "integer",
        "description": "How many items there are in all."
      }
    }
  },
  "LipsyncRequestListResponse": {
    "type": "object",
    "description": "One page of lip sync requests, newest first.",
    "required": [
      "data",
      "pagination"
    ],
    "properties": {
      "data": {
        "type": "array",
        "description": "The requests of this page.",
        "items": {
          "$ref": "#/$defs/LipsyncRequest"
        }
      },
      "pagination": {
        "$ref": "#/$defs/Pagination"
      }
    },
    "$defs": {
      "LipsyncRequest": {
        "type": "object",
        "description": "A lip sync request as it stands. Fields that do not apply yet are left out, never null.",
        "required": [
          "id",
          "status",
          "created_at"
        ],
        "properties": {
          "id": {
            "type": "string",
            "format": "uuid",
            "description": "The request's UUID."
          },
          "status": {
            "$ref": "#/$defs/LipsyncStatus"
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was accepted (RFC 3339, UTC)."
          },
          "started_at": {
            "type": "string",
            "format": "date-time",
            "description": "When processing began."
          },
          "finished_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it completed or failed."
          },
          "output_url": {
            "type": "string",
            "format": "uri",
            "description": "Where the finished video is; present when completed."
          },
          "error_message": {
            "type": "string",
            "description": "Why it failed, for people; present when failed.",
            "examples": [
              "video URL is not accessible"
            ]
          },
          "reference_id": {
            "$ref": "#/$defs/ReferenceId"
          }
        }
      },
      "LipsyncStatus": {
        "type": "string",
        "description": "Where a request stands: `queued`, then `processing`, then `completed` or `failed`. The service may add more values; treat an unknown one as not finished.",
        "anyOf": [
          {
            "enum": [
              "queued",
              "processing",
              "completed",
              "failed"
            ]
          },
          {
            "type": "string"
          }
        ]
      },
      "ReferenceId": {
        "type": "string",
        "description": "The caller's own name for the job. Several jobs may share one; a lookup by it gives the newest.",
        "examples": [
          "dub-episode-42"
        ]
      },
      "Pagination": {
        "type": "object",
        "description": "Which part of the list a page is, after clamping.",
        "required": [
          "limit",
          "offset",
          "total"
        ],
        "properties": {
          "limit": {
            "type": "integer",
            "description": "How many items a page holds."
          },
          "offset": {
            "type": "integer",
            "description": "How many newer items come before this page."
          },
          "total": {
            "type": "integer",
            "description": "How many items there are in all."
          }
        }
      }
    }
  },
  "ErrorResponse": {
    "type": "object",
    "description": "What every error answers with.",
    "required": [
      "error"
    ],
    "properties": {
      "error": {
        "type": "string",
        "description": "What was wrong, one of the messages of the error catalogue."
      }
    }
  }
} as const;

export type SchemaName = keyof typeof schemas;
