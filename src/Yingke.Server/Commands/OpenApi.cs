using System.CommandLine;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Commands;

/// <summary>Prints the API's document, from which the web's types are made.</summary>
internal static class OpenApi
{
    public static Command Command()
    {
        var command = new Command("openapi", "Print the OpenAPI document");
        command.SetAction(async (_, cancel) =>
        {
            // Builds the program without listening; nothing is read from or written to a database.
            await using var app = Host.Build(["--Logging:LogLevel:Default=None", "--Storage:Folder=" + Path.GetTempPath()]);
            var provider = app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDocument.Name);
            var document = await provider.GetOpenApiDocumentAsync(cancel);
            var text = new StringWriter();
            document.SerializeAsV31(new OpenApiJsonWriter(text));
            Console.WriteLine(text);
            return 0;
        });
        return command;
    }
}
