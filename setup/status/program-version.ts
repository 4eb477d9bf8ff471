import packageJson from "../../package.json" with { type: "json" };

/** Version of this program; the bundles carry it inside. */
export const programVersion: string = packageJson.version;
