import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { AccountButton } from "./account-button.tsx";

const AccountMenu = lazyPart<{ onClose: () => void }>(() =>
  import("./account-menu.tsx").then((file) => file.AccountMenu),
);

/** Who is signed in; the menu behind it is loaded when it is asked for. */
export function Account() {
  const { data } = useSuspenseQuery(workspaceQuery);
  const [wanted, setWanted] = useState(false);
  const button = <AccountButton {...data.caller} onClick={() => setWanted(true)} />;
  return wanted ? (
    <Suspense fallback={button}>
      <AccountMenu onClose={() => setWanted(false)} />
    </Suspense>
  ) : (
    button
  );
}
