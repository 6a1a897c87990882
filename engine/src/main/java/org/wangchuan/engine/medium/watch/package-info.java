/** What can get onto an open medium besides our own writes: caches, other writers, a loop device that is moved. */
@NullMarked
package org.wangchuan.engine.medium.watch;

import org.jspecify.annotations.NullMarked;
