import { QuartzConfig } from "./quartz/cfg"

const config: QuartzConfig = {
  configuration: {
    pageTitle: "🪴 Eve's garden",
    locale: "en-GB",
    baseUrl: "eve.page/garden",
    ignorePatterns: ["private", "templates", ".obsidian", "attic"],
  },
}
export default config
