/** The bench: lanes of the stations, what is to be erased in them, and what stations call. */
@ApplicationModule(
        allowedDependencies = {"setting", "process", "web", "identity", "intake", "intake :: *", "custody", "ledger"})
@NullMarked
package org.wangchuan.platform.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
