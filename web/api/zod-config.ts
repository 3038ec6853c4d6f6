import { z } from "zod";

// The page's content policy forbids eval, which zod's compiled parsers would try. Imported before any parse.
z.config({ jitless: true });
