/** Every patch that a server knows, with its status, asked for page by page as anybody would. */
export async function patchesOfServer(server: { url: string; token: string }): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const response = await fetch(`${server.url}/api/patches/logs?limit=500${cursor && `&cursor=${cursor}`}`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    const page = (await response.json()) as {
      results: { patch_id: string; status: string }[];
      next: string | null;
    };
    for (const { patch_id, status } of page.results) known.set(patch_id, status);
    cursor = page.next;
  }
  return known;
}
