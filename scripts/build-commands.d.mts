export function buildCommands(root: string, out?: string): Promise<void>;
export function buildPatchctl(root: string, out: string): Promise<void>;
export function buildClient(root: string, out?: string): void;
export function buildServer(root: string, out: string): Promise<void>;
