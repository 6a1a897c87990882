/** What the several processes of a platform have in common over one database, what each does by itself, and how one ends. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"setting"})
@NullMarked
package org.wangchuan.platform.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
