/** What a page is given: words in the reader's language, who is signed in, where it is. */
@NullMarked
package org.wangchuan.platform.web.page;

import org.jspecify.annotations.NullMarked;
