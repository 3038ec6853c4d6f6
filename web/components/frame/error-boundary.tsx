import { Component, type ReactNode } from "react";
import { ErrorState } from "../ui/error-state.tsx";

/** Keeps a part that broke from taking the rest of the page with it. React has this as a class only. */
export class ErrorBoundary extends Component<{ what: string; children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <ErrorState
        title={`${this.props.what} broke while drawing`}
        message={this.state.error.message}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
