using System.Text.RegularExpressions;
using Yingke.Domain.Quality;

namespace Yingke.Domain.Robot;

/// <summary>What the robot can look up by itself. (spec: campaigns.md, Robot)</summary>
public enum RobotSkill { OrderStatus, Logistics, ReturnProgress, WorkingHours }

/// <summary>Which skill a text asks for, by what people say; nothing for what only the knowledge base can know, such as with whom the shop ships.</summary>
public static partial class RobotSkills
{
    private const int Longest = 80;

    public static RobotSkill? Of(string text)
    {
        if (text.Length > Longest)
            return null;
        var plain = PhraseBook.Plain(text);
        return Hours().IsMatch(plain) ? RobotSkill.WorkingHours
            : Return().IsMatch(plain) ? RobotSkill.ReturnProgress
            : Parcel().IsMatch(plain) ? RobotSkill.Logistics
            : Status().IsMatch(plain) ? RobotSkill.OrderStatus
            : null;
    }

    /// <summary>True for a greeting or thanks, to which nobody wants an article.</summary>
    public static bool IsCourtesy(string text) => Courtesy().IsMatch(PhraseBook.Plain(text));

    /// <summary>An order's number among the words, if one is there.</summary>
    public static string? OrderNumberIn(string text) => Number().Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex("(几点|什么时候|啥时候|何时)(才|会|能)?(上班|下班|开门|关门|营业|有人|在线)|(上班|工作|营业|服务|客服|人工|在线)时间|(working|opening|business|service)hours", RegexOptions.CultureInvariant)]
    private static partial Regex Hours();

    [GeneratedRegex("(退款|退货|换货|退换|退货退款|售后|维修|返修)(的|申请|单)*(进度|状态|情况|进展|到哪|怎么样了|处理(到|得|完|好)|审核(到|完|好|通过|了))|退款(到账|下来)?(到|到账|下来)?(了吗|了没|没有|没$)|我的退款|(refund|return|exchange|repair)(status|progress)|where(is|s)myrefund", RegexOptions.CultureInvariant)]
    private static partial Regex Return();

    [GeneratedRegex("查(一下|询|下|看)?(我的|下)*(快递|物流|包裹|单号)|(快递|物流|包裹|货物?)(现在|目前)?(在哪|到哪|到了(吗|没)|到没到|什么时候(能)?到|几时到|几天到|信息|进度|进展|状态|情况|单号|轨迹)|^(快递|物流|查件|包裹)$|(现在|走)?到哪(里|儿)?了|运单号|(怎么|为什么|咋)(还|都)?(没|不)(收)?到(货)?|trackmy|track(my)?(order|parcel|package)|tracking(number)?$|where(is|s)my(parcel|package|order)", RegexOptions.CultureInvariant)]
    private static partial Regex Parcel();

    [GeneratedRegex("订单(的)?(状态|进度|情况|进展)|查(一下|询|下|看)?(我的|下)*订单|^我的订单|(给我)?发货(了吗|了没|没有|没$)|还没(有)?(给我)?发货|(什么时候|啥时候|何时|几时|多久)(才|能|会|可以)?(给我)?发(货|出)|orderstatus|statusofmyorder|(has|is)myorder", RegexOptions.CultureInvariant)]
    private static partial Regex Status();

    [GeneratedRegex("^(你好|您好|哈喽|哈罗|嗨|在吗|在么|在不在|在不|有人吗|有人在吗|亲|早上好|下午好|晚上好|hi|hello|hey|谢谢|谢了|多谢|感谢|好的|好|嗯|哦|行|知道了|明白了|明白|收到|ok|okay|thanks|thankyou|你|您|啊|呀|哈|了|呢)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[A-Za-z]{0,6}[0-9][0-9-]{5,30}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
