using System.Text;

namespace Yingke.Server.Demo;

/// <summary>What is printed at the start: addresses and logins as a table that lines up although Chinese is twice as wide.</summary>
internal static class Sign
{
    private const int Label = 26;

    public static string Of(Uri address, bool isDemo)
    {
        var text = new StringBuilder().AppendLine();
        void Row(string label, string value) => text.Append("  ").Append(Fit(label, Label)).AppendLine(value);
        text.AppendLine("迎客已启动 (Yingke is running)").AppendLine();
        Row("工作台 Workbench", address.ToString());
        if (isDemo)
            Row("演示店铺 Storefront", new Uri(address, "/storefront/").ToString());
        Row("接口文档 API docs", new Uri(address, "/openapi").ToString());
        if (isDemo)
            Logins(text);
        return text.AppendLine().Append("  Ctrl+C 停止 (stop)").AppendLine().ToString();
    }

    private static void Logins(StringBuilder text)
    {
        text.AppendLine().Append("  店铺代码 Shop code: ").Append(Cast.ShopCode).Append("    密码 Password: ").AppendLine(Cast.Password).AppendLine();
        text.Append("  ").Append(Fit("账号 Account", 16)).Append(Fit("姓名 Name", 14)).Append(Fit("岗位 Post", 32)).AppendLine("分组 Groups");
        foreach (var who in Cast.Staff.Prepend(Cast.Owner))
            text.Append("  ").Append(Fit(who.Account, 16)).Append(Fit(who.Name, 14)).Append(Fit($"{who.Post.Name} {who.Post.EnglishName}", 32)).AppendLine(string.Join(" ", Domain.History.HistoryWords.Words(who.Groups)));
    }

    private static string Fit(string text, int width) => text + new string(' ', Math.Max(1, width - text.Sum(c => c >= 0x2E80 ? 2 : 1)));
}
