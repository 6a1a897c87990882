/** Work orders: the ceremony from the counter to its end. */
@ApplicationModule(allowedDependencies = {"setting", "process", "web", "identity", "custody", "vault", "ledger"})
@NullMarked
package org.wangchuan.platform.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
