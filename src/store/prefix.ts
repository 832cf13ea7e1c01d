// Before every key in Redis.

/** All keys share one hash tag, so that a cluster keeps them on one node. */
export const PREFIX = '{faultline}';
