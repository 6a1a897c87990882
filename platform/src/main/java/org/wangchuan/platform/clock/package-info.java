/** That the clock of a machine was set while the platform ran, or before it began: noticed, on record, told to people. */
@ApplicationModule(allowedDependencies = {"process", "identity", "web"})
@NullMarked
package org.wangchuan.platform.clock;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
