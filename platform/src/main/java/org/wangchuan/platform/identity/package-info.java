/** Organisations, sites, accounts, roles, sign-in; stations and their keys. */
@ApplicationModule(allowedDependencies = {"setting", "process", "web"})
@NullMarked
package org.wangchuan.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
