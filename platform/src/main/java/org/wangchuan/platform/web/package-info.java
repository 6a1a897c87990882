/** What every page has: layout, words, language, error pages, who may see it. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"setting", "process"})
@NullMarked
package org.wangchuan.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
