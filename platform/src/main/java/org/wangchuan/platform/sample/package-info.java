/** A made-up company to try the platform with. */
@ApplicationModule(allowedDependencies = {"setting", "web", "identity", "custody", "intake", "intake :: *"})
@NullMarked
package org.wangchuan.platform.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
