/** Devices and their life, with the gate that nothing leaves by without proof. */
@ApplicationModule(allowedDependencies = {"setting", "process", "web", "identity"})
@NullMarked
package org.wangchuan.platform.custody;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
