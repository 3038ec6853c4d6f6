export function buildCommands(root: string, out?: string): Promise<void>;
