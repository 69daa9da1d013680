import { IsString, IsUUID, Matches, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

/** Milliseconds since 1970. */
export const REPORT_TIMESTAMP_PATTERN = /^\d{13}$/;
/** `sha256=` and the HMAC-SHA-256 of `<timestamp>.<body>` under the device's secret, in hexadecimal. */
export const REPORT_SIGNATURE_PATTERN = /^sha256=[\da-f]{64}$/;

export class AcceptDeviceReportRequest {
  @IsUUID()
  readonly deviceId!: string;

  @Matches(REPORT_TIMESTAMP_PATTERN)
  readonly timestamp!: string;

  @Matches(REPORT_SIGNATURE_PATTERN)
  readonly signature!: string;

  /** As it came: JSON `{"states":{…},"online":true}`. */
  @IsString()
  @MaxLength(16_384)
  readonly body!: string;
}

/**
 * An HTTP device tells how it is. Its signature is its proof; TOKEN_INVALID for one that is wrong or too old, and for a
 * device that does not exist.
 */
export const acceptDeviceReport = defineRpc({
  subject: 'smarthome.rpc.accept-device-report.v1',
  request: AcceptDeviceReportRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
});
