/** What people who work here have learnt, and for how long that lets them act: courses, exams, qualifications. */
@ApplicationModule(allowedDependencies = {"identity", "web"})
@NullMarked
package org.wangchuan.platform.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
