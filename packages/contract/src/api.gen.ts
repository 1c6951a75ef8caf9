// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.
/* biome-ignore-all lint: generated */
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the service answers
         * @description Answers without authentication while the service is up.
         */
        get: operations["health.check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lipsync/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a lip sync from two URLs
         * @description Accepts a video and a voice track by URL and queues the job. Media that cannot be read or reached is still accepted here and ends as `failed`. Billed by processed time.
         */
        post: operations["lipsync.generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lipsync/generate-with-media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a lip sync from two uploaded files
         * @description Accepts a video and a voice track as one multipart upload and queues the job. Billed by processed time.
         */
        post: operations["lipsync.generateWithMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lipsync/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List lip sync requests, newest first
         * @description A page of this account's requests. `limit` and `offset` outside their bounds are clamped, and `pagination` reports what was applied.
         */
        get: operations["lipsync.requests.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lipsync/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve a lip sync request
         * @description Looks a request up by its UUID or by its reference_id. Several requests may share a reference_id: the newest is returned.
         */
        get: operations["lipsync.requests.retrieve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show whose token this is
         * @description The display name of the token that made the call: a cheap way to check a key.
         */
        get: operations["users.getCurrent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description `true` dubs the largest face of every frame (max-face mode) instead of the face that speaks.
         * @default false
         */
        DisableActiveSpeakerDetection: boolean;
        /** @description What every error answers with. */
        ErrorResponse: {
            /** @description What was wrong, one of the messages of the error catalogue. */
            error: string;
        };
        /** @description The answer to a health check. */
        Health: {
            /**
             * @description `ok` while the service is up.
             * @example ok
             */
            status: string;
        };
        /** @description The receipt of an accepted lip sync. */
        LipsyncGenerate: {
            /**
             * Format: uuid
             * @description The id to follow the request by.
             */
            request_id: string;
            /**
             * @description `success` once the request is accepted.
             * @example success
             */
            status: string;
        };
        /** @description Starts a lip sync from two URLs. */
        LipsyncGenerateParams: {
            disable_active_speaker_detection?: components["schemas"]["DisableActiveSpeakerDetection"];
            /** @description Exactly one video and one audio input, in any order. */
            inputs: components["schemas"]["LipsyncInput"][];
            reference_id?: components["schemas"]["ReferenceId"];
        };
        /** @description Starts a lip sync from two uploaded files. */
        LipsyncGenerateWithMediaParams: {
            /**
             * Format: binary
             * @description The voice that the mouth is to match (WAV or MP3).
             */
            audio: Blob;
            disable_active_speaker_detection?: components["schemas"]["DisableActiveSpeakerDetection"];
            model?: components["schemas"]["LipsyncModel"];
            reference_id?: components["schemas"]["ReferenceId"];
            /**
             * Format: binary
             * @description The video whose mouth is to change (MP4).
             */
            video: Blob;
        };
        /** @description One input of a lip sync, fetched by the service from a URL. */
        LipsyncInput: {
            /**
             * @description What the URL points to.
             * @enum {string}
             */
            type: "video" | "audio";
            /**
             * Format: uri
             * @description Where the service fetches it: MP4 for video, WAV or MP3 for audio.
             */
            url: string;
        };
        /**
         * @description The lip sync model.
         * @enum {string}
         */
        LipsyncModel: "lipsync-2";
        /** @description A lip sync request as it stands. Fields that do not apply yet are left out, never null. */
        LipsyncRequest: {
            /**
             * Format: date-time
             * @description When it was accepted (RFC 3339, UTC).
             */
            created_at: string;
            /**
             * @description Why it failed, for people; present when failed.
             * @example video URL is not accessible
             */
            error_message?: string;
            /**
             * Format: date-time
             * @description When it completed or failed.
             */
            finished_at?: string;
            /**
             * Format: uuid
             * @description The request's UUID.
             */
            id: string;
            /**
             * Format: uri
             * @description Where the finished video is; present when completed.
             */
            output_url?: string;
            reference_id?: components["schemas"]["ReferenceId"];
            /**
             * Format: date-time
             * @description When processing began.
             */
            started_at?: string;
            status: components["schemas"]["LipsyncStatus"];
        };
        /** @description One page of lip sync requests, newest first. */
        LipsyncRequestListResponse: {
            /** @description The requests of this page. */
            data: components["schemas"]["LipsyncRequest"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** @description Where a request stands: `queued`, then `processing`, then `completed` or `failed`. The service may add more values; treat an unknown one as not finished. */
        LipsyncStatus: "queued" | "processing" | "completed" | "failed" | (string & {});
        /** @description Which part of the list a page is, after clamping. */
        Pagination: {
            /** @description How many items a page holds. */
            limit: number;
            /** @description How many newer items come before this page. */
            offset: number;
            /** @description How many items there are in all. */
            total: number;
        };
        /**
         * @description The caller's own name for the job. Several jobs may share one; a lookup by it gives the newest.
         * @example dub-episode-42
         */
        ReferenceId: string;
        /** @description Whose token made the call. */
        User: {
            /**
             * @description The token's display name.
             * @example My API Token
             */
            name: string;
        };
    };
    responses: {
        /** @description The JSON body was refused before any work began; nothing is billed. */
        GenerateBadRequest: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The form was refused before any work began; nothing is billed. */
        GenerateWithMediaBadRequest: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The Idempotency-Key was used before with another body. */
        IdempotencyConflict: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Something failed on the service's side. */
        InternalError: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The upload is larger than this server accepts. */
        PayloadTooLarge: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests in the last minute; Retry-After says when to come back. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No request of this account has that id or reference_id. */
        RequestNotFound: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The account's budget of processed time is used up. */
        TokenLimit: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The token is missing or not accepted. */
        Unauthorized: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The service cannot take requests right now; nothing was accepted. */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The same key and body within 24 hours give the same request_id instead of a second job. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description Names this exchange in the service's logs. */
        RequestId: string;
        /** @description Seconds to wait before the next try. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type DisableActiveSpeakerDetection = components['schemas']['DisableActiveSpeakerDetection'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type Health = components['schemas']['Health'];
export type LipsyncGenerate = components['schemas']['LipsyncGenerate'];
export type LipsyncGenerateParams = components['schemas']['LipsyncGenerateParams'];
export type LipsyncGenerateWithMediaParams = components['schemas']['LipsyncGenerateWithMediaParams'];
export type LipsyncInput = components['schemas']['LipsyncInput'];
export type LipsyncModel = components['schemas']['LipsyncModel'];
export type LipsyncRequest = components['schemas']['LipsyncRequest'];
export type LipsyncRequestListResponse = components['schemas']['LipsyncRequestListResponse'];
export type LipsyncStatus = components['schemas']['LipsyncStatus'];
export type Pagination = components['schemas']['Pagination'];
export type ReferenceId = components['schemas']['ReferenceId'];
export type User = components['schemas']['User'];
export type ResponseGenerateBadRequest = components['responses']['GenerateBadRequest'];
export type ResponseGenerateWithMediaBadRequest = components['responses']['GenerateWithMediaBadRequest'];
export type ResponseIdempotencyConflict = components['responses']['IdempotencyConflict'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseRateLimited = components['responses']['RateLimited'];
export type ResponseRequestNotFound = components['responses']['RequestNotFound'];
export type ResponseTokenLimit = components['responses']['TokenLimit'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type $defs = Record<string, never>;
export interface operations {
    "health.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service is up. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    "lipsync.generate": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours give the same request_id instead of a second job. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LipsyncGenerateParams"];
            };
        };
        responses: {
            /** @description The request was accepted and queued. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LipsyncGenerate"];
                };
            };
            400: components["responses"]["GenerateBadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["IdempotencyConflict"];
            412: components["responses"]["TokenLimit"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    "lipsync.generateWithMedia": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours give the same request_id instead of a second job. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["LipsyncGenerateWithMediaParams"];
            };
        };
        responses: {
            /** @description The request was accepted and queued. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LipsyncGenerate"];
                };
            };
            400: components["responses"]["GenerateWithMediaBadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["IdempotencyConflict"];
            412: components["responses"]["TokenLimit"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    "lipsync.requests.list": {
        parameters: {
            query?: {
                /** @description How many requests a page holds, clamped to 1–100. */
                limit?: number;
                /** @description How many of the newest requests to pass over, at least 0. */
                offset?: number;
                /** @description Only requests with exactly this reference_id. */
                reference_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of requests. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LipsyncRequestListResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    "lipsync.requests.retrieve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The request's UUID, or its reference_id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request as it stands now. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LipsyncRequest"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["RequestNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    "users.getCurrent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token's display name. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
