import { Command as Cmdk } from "cmdk";
import type { ReactNode } from "react";

/** Choices under a heading, in a list that is searched and walked by keys. */
export function ChoiceGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Cmdk.Group>
  );
}

/** One choice, a line high; what it shows beside each other is its children. */
export function ChoiceItem(props: {
  value: string;
  keywords?: string[];
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Cmdk.Item
      {...props}
      className="flex h-8 items-center gap-3 rounded-md px-2 text-ink-2 data-[selected=true]:bg-surface-2 data-[selected=true]:text-ink"
    />
  );
}
