/** Settings: where each is named, its default, and what it may be. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package org.wangchuan.platform.setting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
