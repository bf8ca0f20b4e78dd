<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<script>
  var DWObject = Dynamsoft.DWT.GetWebTwain("${box}");
  <c:choose><c:when test="${secure}">DWObject.IfSSL = true; DWObject.HTTPPort = 443;</c:when>
  <c:otherwise>DWObject.IfSSL = false; DWObject.HTTPPort = 80;</c:otherwise></c:choose>
</script>
