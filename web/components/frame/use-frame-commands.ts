import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { type Command, useCommands } from "./commands.ts";
import { openOverlay } from "./frame-store.ts";
import { signOutNow } from "./sign-out.ts";
import { startDemoNow } from "./start-demo.ts";
import { useOpenFactories } from "./use-open-factories.ts";
import { useOpenLeases } from "./use-open-leases.ts";
import { useOpenTokens } from "./use-open-tokens.ts";

/** What can be done from anywhere. */
export function useFrameCommands(): void {
  const navigate = useNavigate();
  const { data } = useSuspenseQuery(workspaceQuery);
  const openTokens = useOpenTokens();
  const openLeases = useOpenLeases();
  const openFactories = useOpenFactories();
  const tokens: Command[] =
    data.caller.role === "admin"
      ? [
          {
            id: "tokens",
            title: "Tokens…",
            section: "Mission Control",
            keywords: ["agents", "access", "secret", "revoke"],
            run: openTokens,
          },
        ]
      : [];
  const demo: Command[] =
    data.demo === "available"
      ? [
          {
            id: "demo",
            title: "Start the demo",
            section: "Mission Control",
            keywords: ["example", "scratch"],
            run: startDemoNow,
          },
        ]
      : [];
  useCommands([
    {
      id: "palette",
      title: "Search and commands",
      section: "Mission Control",
      keys: ["Mod+k"],
      inFields: true,
      inPalette: false,
      run: () => openOverlay("palette"),
    },
    {
      id: "keys",
      title: "Show the keys",
      section: "Mission Control",
      keys: ["?"],
      keywords: ["help", "shortcuts"],
      run: () => openOverlay("keys"),
    },
    {
      id: "go-patches",
      title: "Go to Patches",
      section: "Go to",
      keys: ["g p"],
      run: () => navigate({ to: "/patches" }),
    },
    {
      id: "go-traces",
      title: "Go to Traces",
      section: "Go to",
      keys: ["g t"],
      keywords: ["spans", "waterfall", "log"],
      run: () => navigate({ to: "/traces" }),
    },
    {
      id: "go-replays",
      title: "Show the past replays",
      section: "Go to",
      keys: ["g r"],
      keywords: ["history", "dry run", "simulate"],
      run: () => navigate({ to: "/traces", search: { replays: "all" } }),
    },
    {
      id: "go-compare",
      title: "Compare two traces",
      section: "Go to",
      keys: ["g d"],
      keywords: ["diff", "replay", "timeline"],
      run: () => navigate({ to: "/traces/compare" }),
    },
    {
      id: "leases",
      title: "Show the leases",
      section: "Go to",
      keys: ["g l"],
      keywords: ["lock", "held", "release", "unlock"],
      run: openLeases,
    },
    {
      id: "factories",
      title: "Show the factories",
      section: "Go to",
      keys: ["g f"],
      keywords: ["connected", "registered", "simulate", "secret", "live replay"],
      run: openFactories,
    },
    {
      id: "go-custody",
      title: "Go to Custody",
      section: "Go to",
      keys: ["g c"],
      keywords: ["around", "out of band", "verify", "alert"],
      run: () => navigate({ to: "/custody" }),
    },
    ...demo,
    ...tokens,
    {
      id: "api-docs",
      title: "Open the API documentation",
      section: "Mission Control",
      keywords: ["openapi", "http", "rpc"],
      run: () => window.open("/api/docs", "_blank", "noopener"),
    },
    { id: "sign-out", title: "Sign out", section: "Mission Control", run: signOutNow },
  ]);
}
