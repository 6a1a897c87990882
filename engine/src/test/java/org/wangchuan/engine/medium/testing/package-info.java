/** Real loop devices, mounts and programs for tests, and folders that look like another machine's sysfs. */
@NullMarked
package org.wangchuan.engine.medium.testing;

import org.jspecify.annotations.NullMarked;
