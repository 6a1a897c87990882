/** What the kernel tells in files: sysfs, mounts, swaps. All of it is read as untrusted text. */
@NullMarked
package org.wangchuan.engine.medium.sysfs;

import org.jspecify.annotations.NullMarked;
