/** The database: an external one, or one that this process starts. */
@ApplicationModule(allowedDependencies = {"setting"})
@NullMarked
package org.wangchuan.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
