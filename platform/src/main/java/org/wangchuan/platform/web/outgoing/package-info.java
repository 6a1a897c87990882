/** What the platform asks or tells of its own accord, at addresses that somebody has named. */
@NullMarked
package org.wangchuan.platform.web.outgoing;

import org.jspecify.annotations.NullMarked;
