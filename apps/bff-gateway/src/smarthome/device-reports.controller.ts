import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { acceptDeviceReport, REPORT_SIGNATURE_PATTERN, REPORT_TIMESTAMP_PATTERN } from '@atrium/contracts';
import { DomainError, RpcClient } from '@atrium/rpc';

import { RawJson } from '../http/empty-json.js';
import { Public } from '../identity/public.decorator.js';
import { DeviceParams } from './devices.dto.js';

const MAX_LENGTH = 16_384;

/** Where HTTP devices tell how they are. Their signature is their only credential. */
@ApiTags('Smart home')
@Controller('api/devices/:id/reports')
export class DeviceReportsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Tell how an HTTP device is, signed by its secret' })
  @ApiHeader({ name: 'X-Atrium-Timestamp', description: 'Milliseconds since 1970', required: true })
  @ApiHeader({
    name: 'X-Atrium-Signature',
    description: 'sha256=<HMAC-SHA-256 of "<timestamp>.<body>" in hexadecimal>',
    required: true,
  })
  @ApiBody({ schema: { example: { states: { on: true }, online: true } } })
  @Public()
  @RawJson()
  @HttpCode(204)
  @Post()
  async accept(
    @Param() { id: deviceId }: DeviceParams,
    @Headers('x-atrium-timestamp') timestamp = '',
    @Headers('x-atrium-signature') signature = '',
    @Body() body?: unknown,
  ): Promise<void> {
    if (!REPORT_TIMESTAMP_PATTERN.test(timestamp) || !REPORT_SIGNATURE_PATTERN.test(signature)) {
      throw new DomainError('TOKEN_INVALID', 'X-Atrium-Timestamp and X-Atrium-Signature are needed');
    }
    if (typeof body !== 'string' || body.length > MAX_LENGTH) {
      throw new DomainError('VALIDATION_FAILED', `The report must be JSON of at most ${MAX_LENGTH} characters`);
    }
    await this.rpc.call(acceptDeviceReport, { deviceId, timestamp, signature, body });
  }
}
