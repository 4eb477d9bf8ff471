import { confirmInstallation } from "./confirm-installation.ts";
import { createAccount } from "./create-account.ts";
import { createCertificate } from "./create-certificate.ts";
import { createCluster } from "./create-cluster.ts";
import { createDatabase } from "./create-database.ts";
import { createDataset } from "./create-dataset.ts";
import { createExtension } from "./create-extension.ts";
import { createHostKey } from "./create-host-key.ts";
import { createOperator } from "./create-operator.ts";
import { disableService } from "./disable-service.ts";
import { enableService } from "./enable-service.ts";
import { generateLocale } from "./generate-locale.ts";
import { loadFirewall } from "./load-firewall.ts";
import { loadNetwork } from "./load-network.ts";
import { makeFolder } from "./make-folder.ts";
import { placeCompiledCode } from "./place-compiled-code.ts";
import { setHostname } from "./set-hostname.ts";
import { setKernelParameters } from "./set-kernel-parameters.ts";
import { setPassword } from "./set-password.ts";
import { setTimezone } from "./set-timezone.ts";
import { startService } from "./start-service.ts";
import { syncDashboard } from "./sync-dashboard.ts";
import { waitForService } from "./wait-for-service.ts";
import { writeFile } from "./write-file.ts";

/** Handlers of the kinds that turn an installed system into an assistant. */
export const firstbootHandlers = {
  "confirm-installation": confirmInstallation,
  "make-folder": makeFolder,
  "write-file": writeFile,
  "set-hostname": setHostname,
  "set-timezone": setTimezone,
  "generate-locale": generateLocale,
  "create-account": createAccount,
  "set-password": setPassword,
  "create-dataset": createDataset,
  "set-kernel-parameters": setKernelParameters,
  "create-host-key": createHostKey,
  "create-certificate": createCertificate,
  "create-operator": createOperator,
  "sync-dashboard": syncDashboard,
  "create-cluster": createCluster,
  "create-database": createDatabase,
  "create-extension": createExtension,
  "load-firewall": loadFirewall,
  "load-network": loadNetwork,
  "place-compiled-code": placeCompiledCode,
  "enable-service": enableService,
  "disable-service": disableService,
  "start-service": startService,
  "wait-for-service": waitForService,
} as const;
