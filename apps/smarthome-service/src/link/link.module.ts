import { Module } from '@nestjs/common';

import { AccountDeletedConsumer } from './account-deleted.consumer.js';
import { DisconnectGoogle } from './disconnect-google.use-case.js';
import { GoogleLinkRepository } from './google-link.repository.js';
import { GoogleLinks } from './google-links.js';
import { GrantRevokedConsumer } from './grant-revoked.consumer.js';

/** Who has linked Google, and how that ends. */
@Module({
  providers: [GoogleLinkRepository, GoogleLinks, DisconnectGoogle, GrantRevokedConsumer, AccountDeletedConsumer],
  exports: [GoogleLinks, GoogleLinkRepository, DisconnectGoogle],
})
export class LinkModule {}
