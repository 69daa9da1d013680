/** The suite's version; set by the image build, `dev` in a checkout. */
export const VERSION = process.env.ATRIUM_VERSION ?? 'dev';
