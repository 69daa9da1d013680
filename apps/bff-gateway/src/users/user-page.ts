import type { ListUsersRequest, UserList, UserOrdering } from '@atrium/contracts';
import { MAX_USERS_LISTED } from '@atrium/contracts';

import { toProfile, type ProfileDto } from '../accounts/profile.dto.js';
import type { ListUsersQuery } from './users.dto.js';

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;
/** Beyond it the first row's number is no PostgreSQL integer. */
const MAX_PAGE = 10_000_000;

const ORDERINGS: Readonly<Record<string, UserOrdering>> = {
  username: 'username',
  email: 'email',
  date_joined: 'dateJoined',
};

/** The shape of Django REST framework's page-number pagination. */
export interface UserPage {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly ProfileDto[];
}

/** Which page is meant; undefined when the client asks for a plain list, or for a page that cannot be. */
export interface PageNumber {
  readonly page: number;
  readonly size: number;
}

/** True when a client knows about pages. */
export function asksForPage({ page, page_size: size }: ListUsersQuery): boolean {
  return page !== undefined || size !== undefined;
}

/** The page asked for; undefined where there is no such page, whatever there is to show. An odd size is ignored. */
export function pageNumberOf({ page = '1', page_size: size }: ListUsersQuery): PageNumber | undefined {
  if (!/^\d+$/.test(page)) return undefined;
  const number = Number(page);
  if (number < 1 || number > MAX_PAGE) return undefined;
  const wanted = /^\d+$/.test(size ?? '') ? Number(size) : PAGE_SIZE;
  return { page: number, size: Math.min(wanted || PAGE_SIZE, MAX_PAGE_SIZE) };
}

/** What to ask of user-service; without a page the first users up to what one answer holds. */
export function requestOf({ search, ordering = '' }: ListUsersQuery, number: PageNumber | undefined): ListUsersRequest {
  const isDescending = ordering.startsWith('-');
  const known = ORDERINGS[isDescending ? ordering.slice(1) : ordering];
  return {
    ...(search === undefined ? {} : { search }),
    ordering: known ?? 'dateJoined',
    isDescending: known !== undefined && isDescending,
    limit: number?.size ?? MAX_USERS_LISTED,
    offset: number ? (number.page - 1) * number.size : 0,
  };
}

/** One page with the way to its neighbours; `address` is that of this page. */
export function toPage({ users, total }: UserList, { page, size }: PageNumber, address: URL): UserPage {
  return {
    count: total,
    next: page * size < total ? linkTo(address, page + 1) : null,
    previous: page > 1 ? linkTo(address, page - 1) : null,
    results: users.map(toProfile),
  };
}

function linkTo(address: URL, page: number): string {
  const link = new URL(address);
  if (page === 1) link.searchParams.delete('page');
  else link.searchParams.set('page', String(page));
  return link.href;
}
