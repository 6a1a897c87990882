/**
 * Works for a platform: reports what is at the bench, takes tasks, erases only what it has claimed, and tells how each task
 * ended, exactly once in effect, whatever is cut off in between. It knows nothing of how the platform is reached.
 */
@NullMarked
package org.wangchuan.station.agent;

import org.jspecify.annotations.NullMarked;
