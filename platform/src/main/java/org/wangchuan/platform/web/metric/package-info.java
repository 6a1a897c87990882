/** Numbers about the platform for whoever runs it: no person, no serial number, no address, no link. */
@NullMarked
package org.wangchuan.platform.web.metric;

import org.jspecify.annotations.NullMarked;
