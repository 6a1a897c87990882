/**
 * People at the pages of a platform, as the lane of a phone meets them: what they are told, asked and answer. It knows nothing of tasks, nor of how the platform
 * is reached.
 */
@NullMarked
package org.wangchuan.station.ordered;

import org.jspecify.annotations.NullMarked;
