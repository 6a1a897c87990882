/** What we would send is compared with what other programs send, and answers are read that lie. */
@NullMarked
package org.wangchuan.engine.command;

import org.jspecify.annotations.NullMarked;
