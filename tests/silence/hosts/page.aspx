<%@ Page Language="C#" %>
<script runat="server">void DWObject() { DWObject.SelectSourceX(); }</script>
<script>
    var DWObject = Dynamsoft.DWT.GetWebTwain("<%= Box.ClientID %>");
    DWObject.IfSSL = <%: Secure %>;
    DWObject.HTTPPort = <%= Secure ? 443 : 80 %>;
</script>
