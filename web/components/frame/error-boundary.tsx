import { Component, type ReactNode } from "react";
import { ErrorState } from "../ui/error-state.tsx";
import { notLoaded } from "../ui/not-loaded.ts";

/** As each of the browsers says it. */
const unloaded =
  /dynamically imported module|Importing a module script failed|error loading dynamically imported/i;

/** Keeps a part that broke from taking the rest of the page with it. React has this as a class only. */
export class ErrorBoundary extends Component<{ what: string; children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    const { what } = this.props;
    if (error === null) return this.props.children;
    // the router keeps what it could not load: only a new page asks for it again
    if (unloaded.test(error.message))
      return (
        <ErrorState
          title={`${what} could not be loaded`}
          message={notLoaded}
          onRetry={() => window.location.reload()}
        />
      );
    return (
      <ErrorState
        title={`${what} broke while drawing`}
        message={error.message}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
