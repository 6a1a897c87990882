/** Back-ups, and what is left to do after the platform was put back to an older day: accounts, stations and devices, each by people. */
@ApplicationModule(allowedDependencies = {"database", "identity", "custody", "ledger", "web"})
@NullMarked
package org.wangchuan.platform.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
