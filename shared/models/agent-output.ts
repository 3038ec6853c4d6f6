import { z } from "zod";

// What agents produce. Each is parsed with its schema before anything is made of it.

export const TemplateSelection = z.object({
  selectedTemplateName: z.string().nullable(),
  reasoning: z.string(),
  useCase: z
    .enum(["SaaS Product Website", "Dashboard", "Blog", "Portfolio", "E-Commerce", "General", "Other"])
    .nullable(),
  complexity: z.enum(["simple", "moderate", "complex"]).nullable(),
  styleSelection: z
    .enum(["Minimalist Design", "Brutalism", "Retro", "Illustrative", "Kid_Playful", "Custom"])
    .nullable(),
  projectName: z.string(),
});
export type TemplateSelection = z.infer<typeof TemplateSelection>;

export const FileOutput = z.object({
  filePath: z.string().min(1).max(4096),
  fileContents: z.string(),
  filePurpose: z.string(),
});
export type FileOutput = z.infer<typeof FileOutput>;

export const FileGenerationOutput = FileOutput.extend({ format: z.enum(["full_content", "unified_diff"]) });
export type FileGenerationOutput = z.infer<typeof FileGenerationOutput>;

export const FileConcept = z.object({
  path: z.string().min(1).max(4096),
  purpose: z.string(),
  changes: z.string().nullable(),
});
export type FileConcept = z.infer<typeof FileConcept>;

export const PhaseConcept = z.object({
  name: z.string(),
  description: z.string(),
  files: z.array(FileConcept),
  lastPhase: z.boolean(),
});
export type PhaseConcept = z.infer<typeof PhaseConcept>;

export const PhaseConceptLite = PhaseConcept.omit({ files: true, lastPhase: true });
export type PhaseConceptLite = z.infer<typeof PhaseConceptLite>;

export const PhaseConceptGeneration = PhaseConcept.extend({ installCommands: z.array(z.string()) });
export type PhaseConceptGeneration = z.infer<typeof PhaseConceptGeneration>;

export const PhaseImplementation = z.object({
  files: z.array(FileOutput),
  deploymentNeeded: z.boolean(),
  commands: z.array(z.string()),
});
export type PhaseImplementation = z.infer<typeof PhaseImplementation>;

export const Documentation = z.object({ content: z.string(), source: z.string() });
export type Documentation = z.infer<typeof Documentation>;

export const CodeReview = z.object({
  dependenciesNotMet: z.array(z.string()),
  issuesFound: z.boolean(),
  frontendIssues: z.array(z.string()),
  backendIssues: z.array(z.string()),
  filesToFix: z.array(
    z.object({
      filePath: z.string().min(1).max(4096),
      issues: z.array(z.string()),
      require_code_changes: z.boolean(),
    }),
  ),
  commands: z.array(z.string()),
});
export type CodeReview = z.infer<typeof CodeReview>;

export const Blueprint = z.object({
  title: z.string(),
  projectName: z.string(),
  detailedDescription: z.string(),
  description: z.string(),
  colorPalette: z.array(z.string()),
  views: z.array(z.object({ name: z.string(), description: z.string() })),
  userFlow: z.object({ uiLayout: z.string(), uiDesign: z.string(), userJourney: z.string() }),
  dataFlow: z.string(),
  architecture: z.object({ dataFlow: z.string() }),
  pitfalls: z.array(z.string()),
  frameworks: z.array(z.string()),
  implementationRoadmap: z.array(z.object({ phase: z.string(), description: z.string() })),
  initialPhase: PhaseConcept,
});
export type Blueprint = z.infer<typeof Blueprint>;

export const BlueprintLite = Blueprint.omit({ initialPhase: true });
export type BlueprintLite = z.infer<typeof BlueprintLite>;

export const SetupCommands = z.object({ commands: z.array(z.string()) });
export type SetupCommands = z.infer<typeof SetupCommands>;

export const ConversationalResponse = z.object({ userResponse: z.string() });
export type ConversationalResponse = z.infer<typeof ConversationalResponse>;

export const ScreenshotAnalysis = z.object({
  hasIssues: z.boolean(),
  issues: z.array(z.string()),
  suggestions: z.array(z.string()),
  uiCompliance: z.object({ matchesBlueprint: z.boolean(), deviations: z.array(z.string()) }),
});
export type ScreenshotAnalysis = z.infer<typeof ScreenshotAnalysis>;
