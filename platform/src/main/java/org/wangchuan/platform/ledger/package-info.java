/** Statements of stations: verified, kept as they were sent, and never read otherwise than they were signed. */
@ApplicationModule(allowedDependencies = {"setting", "process", "web", "identity", "custody"})
@NullMarked
package org.wangchuan.platform.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
