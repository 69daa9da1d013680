import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { Public } from '../identity/public.decorator.js';
import { INVITATION_CSP, invitationPage } from './invitation.page.js';
import { InvitationTokenDto } from './invitations.dto.js';

/** Where the link of an invitation's mail leads. */
@ApiExcludeController()
@Public()
@Controller('invitations')
export class InvitationPageController {
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', INVITATION_CSP)
  @Header('x-content-type-options', 'nosniff')
  @Header('referrer-policy', 'no-referrer')
  @Header('cache-control', 'no-store')
  @Get('accept')
  page(@Query() _query: InvitationTokenDto): string {
    return invitationPage();
  }
}
