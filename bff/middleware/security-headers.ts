const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // the diff view and the scroll lock of Radix's dialogs put style elements into the page as they run
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  // the build puts the smallest subsets of the fonts into its style sheet
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** On every answer, whatever it holds. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};
